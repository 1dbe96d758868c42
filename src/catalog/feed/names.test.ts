import { describe, expect, test } from 'vitest';
import { isCategory } from '#core/taxonomy.ts';
import { categoryOfPath } from './google-category.ts';
import { columnOf, withOurNames } from './names.ts';

test.each([
  ['g:image_link', 'image'],
  ['Image Link', 'image'],
  ['additional image link', 'images'],
  ['Item Group ID', 'group'],
  ['link', 'url'],
  ['g:color', 'attr_color'],
  ['attr_Colour', 'attr_Colour'],
  ['Title', 'title'],
  ['toString', 'tostring'],
])('%s is our %s', (name, column) => {
  expect(columnOf(name)).toBe(column);
});

describe('names', () => {
  test('Google’s own wins, the first filled one wins, lists of pictures stay', () => {
    expect(withOurNames({ title: 'rss', 'g:title': 'google', 'Image Link': '', image: 'a.jpg' })).toEqual({
      title: 'google',
      image: 'a.jpg',
    });
    expect(withOurNames({ 'g:image_link': ['a', 'b'], 'g:additional_image_link': ['c'], id: ['1', '2'] })).toEqual({
      image: 'a',
      images: ['b', 'c'],
      id: '1',
    });
  });

  test('a category that is said stays; one that the shop’s words leave open is the model’s', () => {
    expect(withOurNames({ category: '3', product_type: 'Dresses' })).toEqual({ category: '3' });
    expect(withOurNames({ product_type: 'New arrivals' })).toEqual({ category: null });
    expect(withOurNames({ google_product_category: '99', product_type: ['x', '女装 > 连衣裙'] })).toEqual({
      category: 1,
    });
  });

  test('names of objects’ own', () => {
    const row = withOurNames(JSON.parse('{"__proto__":{"id":"evil"},"constructor":"x","id":"1"}'));
    expect(row.id).toBe('1');
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
  });
});

test.each([
  ['Apparel & Accessories > Clothing > Dresses', 1],
  ['Apparel & Accessories > Clothing > Skirts > Mini Skirts', 2],
  ['Apparel & Accessories > Clothing > Outerwear > Snow Pants & Suits', null],
  ['Apparel & Accessories > Jewelry > Rings', 5],
  ['Home > Sale', null],
  ['women/shoes/sneakers', 4],
  ['187', 4],
  ['1604', null],
  ['上衣', 0],
  ['', null],
])('%s is category %s', (path, category) => {
  expect(categoryOfPath(path)).toBe(category);
  expect(category === null || isCategory(category)).toBe(true);
});
