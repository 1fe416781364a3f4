package org.recu.train;

/**
 * Where the time of a step went.
 *
 * @param all of it
 * @param dataWait the part that was waiting for data
 * @param teacher the part that the teacher took
 */
record StepSeconds(double all, double dataWait, double teacher) {}
