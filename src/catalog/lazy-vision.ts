/** Models that are loaded when the first picture needs them. */
import type { NodeVision } from '#vision/node/vision.ts';

/** @param models their folder */
export function lazyVision(models: string) {
  let opening: Promise<NodeVision> | undefined;
  return {
    open(): Promise<NodeVision> {
      opening ??= import('#vision/node/vision.ts').then(({ openNodeVision }) => openNodeVision(models));
      return opening;
    },
    async close(): Promise<void> {
      await opening?.then((vision) => vision.close()).catch(() => {});
    },
  };
}
