import { currentLocale } from '@liangma/web-common/locale';
import { openDoor } from './door.ts';

void openDoor(currentLocale());
