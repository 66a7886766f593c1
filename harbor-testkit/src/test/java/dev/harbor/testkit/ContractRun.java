package dev.harbor.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs contracts that are expected to fail. */
final class ContractRun {
  private ContractRun() {}

  /** Names of the clauses that failed, with their messages. */
  static Map<String, String> failures(Class<?> contract) {
    Map<String, String> failures = new TreeMap<>();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(contract)).build();
    LauncherFactory.create()
        .execute(
            request,
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                  String name = test.getLegacyReportingName().replaceAll("\\(.*", "");
                  failures.put(name, String.valueOf(result.getThrowable().orElse(null)));
                }
              }
            });
    return failures;
  }
}
