import { defineDiscipline } from './discipline.ts';

interface Clock {
  /** Virtual time: the finish time of the request that began last, in seconds of work per unit of weight. */
  now: number;
  /** Virtual finish time of each class's last request. */
  readonly finish: number[];
}

/**
 * Fair queueing by virtual finish times: a request of a class finishes its work ÷ weight after the class's request
 * before it, or after now if there is none; the earliest goes first. While several classes wait, each gets work in
 * proportion to its weight, whatever it asks for (Demers, Keshav and Shenker, SIGCOMM 1989). Virtual time is the finish
 * time of what is in service: self-clocked fair queueing (Golestani, INFOCOM 1994), which needs no fluid model and holds
 * for any number of cores and any speed.
 */
export const weightedFair = defineDiscipline<Clock>({
  name: 'weighted-fair',
  summary: 'Classes share the cores by weight, by virtual finish times.',
  reads: ['weights'],
  init: () => ({ now: 0, finish: [] }),
  rank(clock, request) {
    const start = Math.max(clock.now, clock.finish[request.class] ?? 0);
    return (clock.finish[request.class] = start + request.work / request.weight);
  },
  began(clock, finish) {
    clock.now = finish;
  },
});
