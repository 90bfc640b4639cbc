/** The persistence stage: keeps leads encrypted, finds them, and relays their pending events. */
@NullMarked
package io.leadservice.persistence;

import org.jspecify.annotations.NullMarked;
