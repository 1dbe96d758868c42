/** The JSON of `describe`, which tests and tools depend on. */
import type { Description, DetectedItem } from '#core/vision-api.ts';

/** A region as JSON; the vector is base64 of the 128 int8. */
export function descriptionJson({ category, label, labels, vector }: Description) {
  return {
    category,
    label,
    labels: labels.map(({ label: name, score }) => ({ label: name, score: rounded(score, 1e6) })),
    vector: Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64'),
  };
}

/** An item as JSON, with what was seen in its box unless that was not asked. */
export function itemJson({ box, kind, score, category }: DetectedItem, seen: Description | null) {
  return {
    box: [box.x, box.y, box.width, box.height].map((value) => rounded(value, 10)),
    kind,
    score: rounded(score, 1e6),
    category,
    ...(seen ? descriptionJson(seen) : {}),
  };
}

function rounded(value: number, steps: number): number {
  return Math.round(value * steps) / steps;
}
