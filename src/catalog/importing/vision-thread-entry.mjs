/** Where a thread begins, in plain JavaScript: from here on it reads TypeScript, whoever started it. */
import { register } from 'tsx/esm/api';

register();
await import('./vision-thread.ts');
