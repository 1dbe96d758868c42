/** Address of a product's picture in a width the endpoint serves; one from a travel pack comes with its bytes in the address. */
export function pictureAddress(picture: string, width: number): string {
  return picture.startsWith('data:') ? picture : `${picture}?width=${width}`;
}
