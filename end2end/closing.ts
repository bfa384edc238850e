// Says at the end in one line how many tests passed, failed and were skipped, for whoever reads only that.
import type { FullConfig, Reporter, Suite, TestCase } from "@playwright/test/reporter";

export default class Closing implements Reporter {
  private tests: TestCase[] = [];

  onBegin(_config: FullConfig, suite: Suite) {
    this.tests = suite.allTests();
  }

  onEnd() {
    const count = (...outcomes: string[]) => this.tests.filter((test) => outcomes.includes(test.outcome())).length;
    console.log(`\n${count("expected", "flaky")} passed, ${count("unexpected")} failed, ${count("skipped")} skipped`);
  }

  printsToStdio() {
    return true;
  }
}
