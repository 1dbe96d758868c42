#!/usr/bin/env node
// The endpoint as a program: `tongkuan-server`, `tongkuan-server --check`. See docs/operations.md.
import { register } from 'tsx/esm/api';

register();
await import('../src/server/main.ts');
