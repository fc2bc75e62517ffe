/** Languages of words for people. Nothing here touches a browser, so that a command line can speak them too. */
export type Locale = 'zh-CN' | 'en';
