// How Japanese writing denies, and names months: what the check of a rendering looks for. Data, not sentences.

export const DENIES_IN_JAPANESE = /ません|ない(?:で|$|。|、|の|こ|と|場|よ)|できず|不要|不可|禁止|対象外/u

export const MAY_DENY_IN_JAPANESE = /ませ|な[いくしけ]|ず|[不非無未否禁除外]|以外|だけ|のみ|限|免|中止|廃止|欠|違/u

/** Denials that affirm. */
export const AFFIRMS_IN_JAPANESE = /なければなりません|なければならない|ないといけません|かもしれません|ませんか/gu

/** 「4月から」, and no 「3か月」. */
export const MONTH_ALONE = /(?<!\d|[かカケヶヵ個箇])(\d{1,2})月(?!額|間)/gu
