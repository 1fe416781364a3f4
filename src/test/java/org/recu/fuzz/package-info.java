/**
 * Coverage-guided fuzzing of the readers. A target is a class with a method {@code
 * fuzzerTestOneInput}, in the package of its reader; {@code mvn -P fuzz} runs one under Jazzer, and
 * {@code SeedsTest} runs all of them over the files that are kept.
 */
package org.recu.fuzz;
