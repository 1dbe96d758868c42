/** How products of a group are found: by a field, or, in an index made before there was one, by reading every product. */
import type { ZVecCollection } from '@zvec/zvec';
import { keyOf } from './record.ts';
import { FIELDS } from './zvec-engine.ts';

/** True when the collection has the field. */
export function listsGroups(collection: ZVecCollection): boolean {
  return collection.schema.fields().some(({ name }) => name === FIELDS.group);
}

/** What could end the text or means something in a pattern becomes "anything": so it may match too much, never too little. */
function pattern(group: string): string {
  return `%"group":"${group.replace(/[^\p{L}\p{N} .:/-]+/gu, '%')}"%`;
}

/**
 * The filter expression for products of any of these groups, at least one.
 * @param listed whether there is the field; without, callers must look whether what passes is of the group
 */
export function groupExpression(groups: readonly string[], listed: boolean): string {
  if (listed) return `${FIELDS.group} in (${groups.map((group) => `'${keyOf(group)}'`).join(', ')})`;
  return groups.map((group) => `${FIELDS.document} like '${pattern(group)}'`).join(' or ');
}
