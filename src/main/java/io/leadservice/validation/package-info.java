/** The validation stage: reads a submission against the contract, derives facts from it and applies the rules. */
@NullMarked
package io.leadservice.validation;

import org.jspecify.annotations.NullMarked;
