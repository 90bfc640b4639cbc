/** Takes the store to a file and back. */
@NullMarked
package io.leadservice.backup;

import org.jspecify.annotations.NullMarked;
