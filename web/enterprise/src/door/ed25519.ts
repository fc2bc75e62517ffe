/** What is used of noble, and no more, where WebCrypto does not know Ed25519. */
export { getPublicKeyAsync, signAsync, verifyAsync } from '@noble/ed25519';
