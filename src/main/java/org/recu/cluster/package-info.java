/**
 * Several processes that train together: who they are, TensorFlow's gRPC server in each, and what
 * they tell each other. All bytes between processes are moved by TensorFlow's collective ops.
 */
package org.recu.cluster;
