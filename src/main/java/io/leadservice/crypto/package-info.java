/** Field encryption under a data encryption key for each lead, and the blind index. */
@NullMarked
package io.leadservice.crypto;

import org.jspecify.annotations.NullMarked;
