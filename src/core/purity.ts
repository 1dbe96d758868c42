/**
 * Proof that `core` compiles with neither DOM nor Node: each line below must be a type error. If one stops being an
 * error, tsc reports its unused directive, and the purity check has stopped biting. Nothing imports this file.
 */
export function impurities(): unknown[] {
  return [
    // @ts-expect-error no DOM in core
    () => document,
    // @ts-expect-error no Node in core
    () => process,
    // @ts-expect-error no console in core
    () => console,
  ];
}
