package org.recu.train;

/**
 * Where the time of a step went, in seconds.
 *
 * @param all the whole step
 * @param dataWait the part spent waiting for data
 * @param teacher the part spent in the teacher
 */
record StepSeconds(double all, double dataWait, double teacher) {}
