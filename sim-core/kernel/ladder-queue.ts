export { HeapQueue as LadderQueue } from './heap-queue.ts';
