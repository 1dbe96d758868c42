/** How far an import is: written by the import into the catalogue's folder, read by the endpoint for its metrics. */
export const PROGRESS_FILE = 'import.json';

export interface ImportProgress {
  readonly running: boolean;
  /** Records dealt with. */
  readonly done: number;
  /** Records of the feed; null while nobody knows. */
  readonly total: number | null;
  /** Records left out. */
  readonly failed: number;
  /** Milliseconds of Unix time. */
  readonly updatedAt: number;
}
