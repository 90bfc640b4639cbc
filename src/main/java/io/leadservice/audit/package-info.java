/** The audit trail: who did what to which lead, in chains that show if an entry was changed or taken out. */
@NullMarked
package io.leadservice.audit;

import org.jspecify.annotations.NullMarked;
