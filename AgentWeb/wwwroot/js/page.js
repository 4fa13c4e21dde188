// What the pages of signed-in people run, in one file (see bundle.mjs). It follows Blazor's own script and starts it, so that everything
// the server calls is there when it does.
import './app.js';
import './connection.js';
import { provide } from './modules.js';
import './copy-code.js';
import './citations.js';
import './rich/rich.js';
import './presence.js';
import './shortcuts.js';
import './search.js';
import * as chatPage from '/Features/Chat/ChatPage.razor.js';
import * as composer from '/Features/Chat/Composer.razor.js';

provide({ '/Features/Chat/ChatPage.razor.js': chatPage, '/Features/Chat/Composer.razor.js': composer });

// Nothing is to run before or after Blazor's start; told so, it does not ask the server for it first.
Blazor.start({ circuit: { initializers: { beforeStart: [], afterStarted: [] } } });
