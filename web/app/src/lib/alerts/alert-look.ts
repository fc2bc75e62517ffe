/** Look of an alert. Red is for what an agency may have done wrong. */

/** [SHOW-1] An enterprise that refuses uses its right: it is not held against it. */
export const lookOfAlert = (code: string): 'warn' | 'bad' => (code === 'enterprise-refused' ? 'warn' : 'bad');
