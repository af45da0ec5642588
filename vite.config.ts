import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * The page. Every address in the build is relative, so `dist/web` works from any folder of any static host.
 */
export default defineConfig({
  root: 'web',
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: { outDir: '../dist/web', emptyOutDir: true, target: 'es2022' },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1' },
});
