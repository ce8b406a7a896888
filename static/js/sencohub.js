// What the pages do a little better with a script. Everything works without it.

import "./forms.js";
import "./lists.js";
import "./print.js";
import "./sign-out.js";
