/** The validation stage: reads submissions against the contract, applies the rules, derives what can be known. */
@NullMarked
package io.leadservice.validation;

import org.jspecify.annotations.NullMarked;
