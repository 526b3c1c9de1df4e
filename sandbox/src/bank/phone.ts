/** A device as the download page tells it (seed 003, 手順7). */
export type Device = 'iphone' | 'android' | 'docomo' | 'au' | 'softbank' | 'other';

const devices: readonly (readonly [Device, RegExp])[] = [
  ['iphone', /iPhone|iPod|iPad/],
  ['android', /Android/],
  ['docomo', /^DoCoMo\//],
  ['au', /^KDDI-|UP\.Browser/],
  ['softbank', /^(SoftBank|Vodafone|J-PHONE|MOT-)/],
];

/**
 * The device that opens the download URL.
 *
 * @param userAgent - as its browser tells
 */
export function deviceOf(userAgent: string): Device {
  return devices.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? 'other';
}

/** Whether a screen of that device cannot be read by the camera of a token together with a field to type into. */
export function isHandheld(device: Device): boolean {
  return device !== 'other';
}

/** Where a smartphone gets its apps, in the manual's words; none for other devices. */
export const appStores: Readonly<Partial<Record<Device, string>>> = { iphone: 'AppStore', android: 'AndroidMarket' };

/** The carriers whose feature phones have a download page each. */
export const carriers: Readonly<Partial<Record<Device, string>>> = {
  docomo: 'NTTドコモ',
  au: 'au',
  softbank: 'ソフトバンク',
};
