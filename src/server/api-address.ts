const API = /^(\/t\/[^/?]+)?\/v1\//;

/** True for addresses of the API, also of one of several shops; false for the page, its files and health. */
export function isApi(url: string): boolean {
  return API.test(url);
}
