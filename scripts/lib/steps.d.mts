/** Folder of the checkout. */
export const ROOT: string;
/** `npm` as a program and its first arguments, without a shell. */
export function npm(...args: string[]): [command: string, args: string[]];
/** Arguments that run a TypeScript file with this Node. */
export function tsx(file: string, ...args: string[]): string[];
