/** Cuts a batch, as its bytes come in, into rows. */
@NullMarked
package io.leadservice.http.rows;

import org.jspecify.annotations.NullMarked;
