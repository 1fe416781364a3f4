/**
 * Export of trained networks, as SavedModels made of standard ops and as PyTorch files, with a
 * check that the export is equal to the original.
 */
package org.recu.export;
