import type { grants as zh } from './zh-CN.ts';

export const grants: typeof zh = {
  states: { coming: 'Not yet in force', running: 'In force', ended: 'Ended', over: 'Expired' },
  findings: {
    'own-device': {
      title: 'Not to yourself',
      text: () => 'Whoever approves cannot hold the device as well. Choose another officer’s device.',
    },
    'device-not-enrolled': {
      title: 'Device not enrolled',
      text: () => 'Choose a device that has signed in to the field app: it enrols at its first sign-in.',
    },
    'device-of-other-agency': {
      title: 'Device of another agency',
      text: (e) => `The device is enrolled to ${e.officer} of another agency. Choose one of your own agency.`,
    },
    'holder-not-named': {
      title: 'Holder not named',
      text: (e) => `${e.officer} holds this device and has to be among the officers who may inspect.`,
    },
    'officer-not-qualified': {
      title: 'Not qualified for the whole permit',
      text: (e) =>
        `${e.officer} is suspended, leaves, or has a certificate that ends within the permit. Leave them out, or shorten it.`,
    },
    'region-too-wide': {
      title: 'Region too wide',
      text: (e) => `The permit has to stay within the region of ${e.agency}.`,
    },
    'too-many-codes': { title: 'Too many codes', text: (e) => `A permit is for ${e.most} codes at most.` },
    'too-long': { title: 'Too long', text: (e) => `${e.days} days; a permit runs for ${e.most} days at most.` },
    'no-reason': {
      title: 'No reason given',
      text: () => 'Say why codes have to be issued offline: frequent complaints, say, in townships without signal.',
    },
  },
  issuing: {
    'grant-not-begun': 'The permit is not yet in force.',
    'grant-ended': 'The permit has been ended; nothing more can be issued under it.',
    'grant-over': 'The permit has expired; nothing more can be issued under it.',
    'grant-used-up': 'All codes of the permit have been used.',
    'no-enterprise': 'Choose the business to inspect.',
    'enterprise-outside': 'This business lies outside the region of the permit.',
    'no-matter': 'Choose at least one matter.',
    'matter-not-granted': 'The permit does not cover a chosen matter.',
    'too-few-officers': 'At least two officers named in the permit are needed.',
    'window-outside': 'The inspection would end after the permit does, or last too long. Make it shorter.',
    'no-source': 'Say where the case comes from.',
    'no-reference': 'Give the number, date and channel of the reference; it is not dated after today.',
    'no-reason': 'Say why it cannot be done without entering, in at least 10 characters.',
  },
};
