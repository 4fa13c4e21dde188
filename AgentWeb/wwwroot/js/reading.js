// What a page runs that is only read: shared and printed conversations.
import './copy-code.js';
import './rich/rich.js';
