/**
 * What may change in a table, and what becomes of rows that would change more: {@link
 * dev.harbor.contract.SchemaContract} is set on pipelines and resources, {@link
 * dev.harbor.contract.ContractViolation} tells what was refused. Words only; who enforces them is
 * not here.
 */
package dev.harbor.contract;
