/** Product ids made of names. */
import { createHash } from 'node:crypto';

/** The name itself where it can be an id; else its safe characters and a hash that tells it from others. */
export function idOfName(name: string): string {
  const safe = name.replace(/[^A-Za-z0-9._:-]+/g, '-').slice(0, 100);
  return safe === name && name !== ''
    ? name
    : `${safe}-${createHash('sha256').update(name).digest('hex').slice(0, 12)}`;
}
