// What pages gain when scripts run; without them everything still works.
import { Button, CharacterCount, ErrorSummary, SkipLink, createAll } from "./govuk-frontend.min.js";
import { start as call } from "./call.js";
import { start as copy } from "./copy.js";
import { start as divisions } from "./divisions.js";
import { start as guard } from "./guard.js";
import { start as keep } from "./keep.js";
import { start as keys } from "./keys.js";
import { start as proof } from "./proof.js";
import { start as reveal } from "./reveal.js";
import { start as scheme } from "./scheme.js";
import { start as upload } from "./upload.js";
import { start as whatif } from "./whatif.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const component of [Button, CharacterCount, ErrorSummary, SkipLink]) createAll(component);
for (const start of [
  call, copy, divisions, guard, keep, keys, proof, reveal, scheme, upload, whatif,
]) start(document);
