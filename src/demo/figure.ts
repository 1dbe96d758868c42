/**
 * The body every garment is cut for: a standing figure of about eight heads, x = 0 in the middle, y downwards,
 * the sole at 770. Worn garments and flat-lay pictures share these numbers, so what is worn looks like what is sold.
 */
import { type Point, shape } from './path.ts';

/** Angles in degrees: how far arms and legs stand away from the vertical. */
export interface Pose {
  readonly arm: number;
  readonly leg: number;
}

export const STANDING: Pose = { arm: 13, leg: 3.5 };

export const ARM_LENGTH = 245;
export const LEG_LENGTH = 335;
const ARM_JOINT: Point = [62, 166];
const LEG_JOINT: Point = [34, 400];

const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** A point on the right arm: `along` 0 is the shoulder, 1 the wrist; `out` is the distance from its middle line. */
export function onArm(pose: Pose, along: number, out = 0): Point {
  const [s, c] = [Math.sin(radians(pose.arm)), Math.cos(radians(pose.arm))];
  const far = along * ARM_LENGTH;
  return [ARM_JOINT[0] + s * far + c * out, ARM_JOINT[1] + c * far - s * out];
}

/** A point on the right leg: `along` 0 is the hip joint, 1 the ankle. */
export function onLeg(pose: Pose, along: number, out = 0): Point {
  const [s, c] = [Math.sin(radians(pose.leg)), Math.cos(radians(pose.leg))];
  const far = along * LEG_LENGTH;
  return [LEG_JOINT[0] + s * far + c * out, LEG_JOINT[1] + c * far - s * out];
}

export interface SleeveCut {
  /** Share of the arm that is covered. */
  readonly length: number;
  /** Half width at the hem. */
  readonly end: number;
  /** How far the half width at the elbow exceeds a straight cut: puffed or bishop sleeves. */
  readonly puff?: number;
  /** Ease at the shoulder. */
  readonly ease?: number;
}

/** The right sleeve. */
export function sleeve(pose: Pose, cut: SleeveCut): string {
  const ease = cut.ease ?? 0;
  const bow = cut.puff ?? 0;
  const middle = cut.length * 0.55;
  const [outer, inner] = [onArm(pose, cut.length, cut.end), onArm(pose, cut.length, -cut.end)];
  const bend = (side: number) => onArm(pose, middle, side * (21 + ease * 0.7 + bow + (cut.end - 15) * 0.3));
  return shape(
    [58, 148],
    [76 + ease, 148, ...onArm(pose, 0.1, 27 + ease)],
    [...bend(1), ...outer],
    [...onArm(pose, cut.length + 0.015, 0), ...inner],
    [...bend(-1), 57, 232 + ease],
  );
}

/** The line across the right sleeve at a share of the arm: cuffs. */
export function cuff(pose: Pose, from: number, to: number, half: number): string {
  const [a, b, c, d] = [
    onArm(pose, from, half),
    onArm(pose, to, half),
    onArm(pose, to, -half),
    onArm(pose, from, -half),
  ];
  return shape(a, b, [...onArm(pose, to + 0.015, 0), ...c], d, [...onArm(pose, from + 0.015, 0), ...a]);
}
