// @vitest-environment node
import { expect, test } from "vitest";
import { seededRandom } from "../../../tests/random.ts";
import { equalShares, moveBorder, normaliseShares, setShare } from "./shares.ts";

test("shares begin equal, and the rounding remainder goes to the first", () => {
  expect(equalShares(0)).toEqual([]);
  expect(equalShares(1)).toEqual([100]);
  expect(equalShares(2)).toEqual([50, 50]);
  expect(equalShares(3)).toEqual([34, 33, 33]);
});

test("a changed share leaves the others their proportions", () => {
  expect(setShare([50, 50], 0, 70)).toEqual([70, 30]);
  expect(setShare([50, 25, 25], 0, 20)).toEqual([20, 40, 40]);
  expect(setShare([20, 60, 20], 0, 60)).toEqual([60, 30, 10]);
});

test("others that were all zero share what is left equally", () => {
  expect(setShare([100, 0, 0], 0, 40)).toEqual([40, 30, 30]);
});

test("a single genre has it all", () => {
  expect(setShare([100], 0, 10)).toEqual([100]);
});

test("all zero becomes equal, and what does not fit the genres is begun anew", () => {
  expect(normaliseShares([0, 0], 2)).toEqual([50, 50]);
  expect(normaliseShares([100], 3)).toEqual([34, 33, 33]);
  expect(normaliseShares([3, 1], 2)).toEqual([75, 25]);
  expect(normaliseShares([Number.NaN, 50], 2)).toEqual([50, 50]);
});

test("whatever is typed, shares are whole numbers from 0 to 100 that sum to 100", () => {
  const random = seededRandom(42);
  for (const count of [1, 2, 3]) {
    let shares = equalShares(count);
    for (let i = 0; i < 500; i++) {
      shares = setShare(shares, Math.floor(random() * count), random() * 240 - 70);
      expect(shares.reduce((a, b) => a + b, 0)).toBe(100);
      expect(shares.every((s) => Number.isInteger(s) && s >= 0 && s <= 100)).toBe(true);
    }
  }
});

test("a border that is moved takes from one neighbour what it gives the other", () => {
  expect(moveBorder([50, 30, 20], 0, 10)).toEqual([60, 20, 20]);
  expect(moveBorder([50, 30, 20], 1, -12.4)).toEqual([50, 18, 32]);
});

test("a border stops before a share is too thin to be taken hold of again", () => {
  expect(moveBorder([50, 30, 20], 0, 90)).toEqual([75, 5, 20]);
  expect(moveBorder([50, 50], 0, -90)).toEqual([5, 95]);
  expect(moveBorder([2, 98], 0, -1)).toEqual([2, 98]);
});
