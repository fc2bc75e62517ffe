/** Theme, type size and language, before anything is drawn. */
import { applyComforts } from '@liangma/web-common/locale';

applyComforts();
