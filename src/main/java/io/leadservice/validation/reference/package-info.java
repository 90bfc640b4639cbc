/** Tables of public facts that validation rests on: read once for a node, never changed, shared by all threads. */
@NullMarked
package io.leadservice.validation.reference;

import org.jspecify.annotations.NullMarked;
