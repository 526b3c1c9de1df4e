import { defineConfig } from 'vite';

// One script, as an edge platform takes it.
export default defineConfig({
  build: {
    outDir: 'dist-edge',
    lib: { entry: 'vendor.js', name: 'vendor', formats: ['iife'], fileName: () => 'vendor.js' },
  },
});
