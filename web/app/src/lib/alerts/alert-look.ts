/** Look of an alert. Red is for what an agency may have done wrong. */

/** [SHOW-1] An enterprise that refuses uses its right: it is not held against it. A lapsed task is nobody's fault by itself. */
const NO_CHARGE: readonly string[] = ['enterprise-refused', 'task-lapsed'];

export const lookOfAlert = (code: string): 'warn' | 'bad' => (NO_CHARGE.includes(code) ? 'warn' : 'bad');
