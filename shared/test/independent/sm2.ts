/** SM2 as GB/T 32918.2 §7.1 states it, on SM3 of Node's OpenSSL and whole numbers; slow and for tests alone. */
import { createHash } from 'node:crypto';

const [P, A, N] = [
  0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
  0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn,
  0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
];
const B = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n;
const G: Point = {
  x: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  y: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
};

interface Point {
  readonly x: bigint;
  readonly y: bigint;
}
/** x = X / Z², y = Y / Z³; the point at infinity has Z = 0. */
interface Jacobian {
  readonly X: bigint;
  readonly Y: bigint;
  readonly Z: bigint;
}
const INFINITY: Jacobian = { X: 1n, Y: 1n, Z: 0n };

export function holdsSm2(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 64 || publicKey.length !== 65 || publicKey[0] !== 4) return false;
  const key = { x: numberOf(publicKey.subarray(1, 33)), y: numberOf(publicKey.subarray(33)) };
  if (key.x >= P || key.y >= P || mod(key.y ** 2n - (key.x ** 3n + A * key.x + B), P) !== 0n) return false;
  const [r, s] = [numberOf(signature.subarray(0, 32)), numberOf(signature.subarray(32))];
  const t = mod(r + s, N);
  if (r < 1n || r >= N || s < 1n || s >= N || t === 0n) return false;
  const sum = affine(sumOf(s, G, t, key));
  return sum !== undefined && mod(digest(publicKey, message) + sum.x, N) === r;
}

function digest(publicKey: Uint8Array, message: Uint8Array): bigint {
  const id = Buffer.from('1234567812345678');
  const constants = Buffer.from([A, B, G.x, G.y].map((n) => n.toString(16).padStart(64, '0')).join(''), 'hex');
  const z = sm3(Buffer.concat([Buffer.of(0, 8 * id.length), id, constants, publicKey.subarray(1)]));
  return numberOf(sm3(Buffer.concat([z, message])));
}

/** k·p + l·q, both bit by bit in one pass. */
function sumOf(k: bigint, p: Point, l: bigint, q: Point): Jacobian {
  const both = affine(add(lift(p), q));
  let sum = INFINITY;
  for (let bit = 255n; bit >= 0n; bit--) {
    sum = double(sum);
    const [inK, inL] = [(k >> bit) & 1n, (l >> bit) & 1n];
    const point = inK && inL ? both : inK ? p : inL ? q : undefined;
    if (point) sum = add(sum, point);
  }
  return sum;
}

const lift = ({ x, y }: Point): Jacobian => ({ X: x, Y: y, Z: 1n });

function affine({ X, Y, Z }: Jacobian): Point | undefined {
  if (Z === 0n) return undefined;
  const z = inverse(Z);
  return { x: mod(X * z * z, P), y: mod(Y * z * z * z, P) };
}

function double({ X, Y, Z }: Jacobian): Jacobian {
  const [yy, zz] = [mod(Y * Y, P), mod(Z * Z, P)];
  const s = mod(4n * X * yy, P);
  const m = mod(3n * X * X + A * zz * zz, P);
  const x = mod(m * m - 2n * s, P);
  return { X: x, Y: mod(m * (s - x) - 8n * yy * yy, P), Z: mod(2n * Y * Z, P) };
}

function add(sum: Jacobian, point: Point): Jacobian {
  if (sum.Z === 0n) return lift(point);
  const zz = mod(sum.Z * sum.Z, P);
  const h = mod(point.x * zz - sum.X, P);
  const r = mod(point.y * zz * sum.Z - sum.Y, P);
  if (h === 0n) return r === 0n ? double(sum) : INFINITY;
  const hh = mod(h * h, P);
  const x = mod(r * r - hh * h - 2n * sum.X * hh, P);
  return { X: x, Y: mod(r * (sum.X * hh - x) - sum.Y * hh * h, P), Z: mod(sum.Z * h, P) };
}

/** By Euclid. */
function inverse(n: bigint): bigint {
  let [a, b, x, y] = [mod(n, P), P, 1n, 0n];
  while (a > 1n) {
    const quotient = b / a;
    [a, b, x, y] = [b - quotient * a, a, y - quotient * x, x];
  }
  return mod(x, P);
}

const mod = (n: bigint, m: bigint): bigint => ((n % m) + m) % m;
const sm3 = (bytes: Uint8Array): Buffer => createHash('sm3').update(bytes).digest();
const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
