// On pages without a person who is signed in: whichever way the last sign-in of this browser ended, also from elsewhere, nothing that was
// typed and not sent is left for the next one.
import { forgetDrafts } from './composer/drafts.js';

forgetDrafts();
