/** What tokens are verified with: the public keys of those who issue them, and the checks before and after a signature. */
@NullMarked
package io.leadservice.http.tokens;

import org.jspecify.annotations.NullMarked;
