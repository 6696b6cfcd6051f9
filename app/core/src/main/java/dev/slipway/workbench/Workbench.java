// SPDX-License-Identifier: Apache-2.0
package dev.slipway.workbench;

import dev.slipway.profile.host.Profiler;
import dev.slipway.workbench.project.Bench;
import dev.slipway.workbench.project.FolderRecords;
import dev.slipway.workbench.project.ImportModel;
import dev.slipway.workbench.project.OpenProject;
import dev.slipway.workbench.project.Shelf;
import dev.slipway.workbench.project.Trail;
import dev.slipway.workbench.variants.VariantRecords;
import java.util.Map;

/// All use cases, put together once.
public record Workbench(
    FirstLook first,
    OpenProject open,
    FolderRecords records,
    EditProject edit,
    BridgeModel bridge,
    InspectModel inspect,
    GovernData govern,
    DataChoices choices,
    EvaluateModel evaluate,
    PredictRows predict,
    ScoreRows score,
    ModelStudy study,
    AddGolden golden,
    RunProfile profile,
    StoredRuns stored,
    MeasureService measure,
    CompareModels compare,
    SearchSettings search,
    UseSettings settings,
    TryVariants variants,
    ChooseVariant choose,
    MakePlan plan,
    ExportBundle export,
    VerifyBundle verify,
    StateVerification statements,
    ReviewChecklist checklist,
    JudgeAgain judge,
    SignChecklist sign,
    MoveEvidence evidence,
    ServeModel serve,
    LoadVoyage voyage,
    Ship ship,
    WriteReport report,
    KeepPrices prices,
    StartTarget targets,
    ExplainFile explain,
    DiffBundles diff) {

  public InitProject init() {
    return first.init();
  }

  public InspectData data() {
    return govern.data();
  }

  public KeepBaseline baseline() {
    return govern.baseline();
  }

  public DecideColumns columns() {
    return choices.columns();
  }

  public EditRules rules() {
    return choices.rules();
  }

  public DataRows rows() {
    return choices.rows();
  }

  public ReplayProfile replay() {
    return stored.replay();
  }

  public ReadRuns runs() {
    return stored.read();
  }

  /// @param machine where this runs, for a person; written beside each record of evidence
  /// @param environment variables that say where engines and tools are
  public static Workbench over(Bench bench, String machine, Map<String, String> environment) {
    return over(bench, new Profiler(), machine, environment);
  }

  /// The same with a profiler of one's own.
  public static Workbench over(
      Bench bench, Profiler profiler, String machine, Map<String, String> environment) {
    var trail = new Trail(bench.ledger(), bench.clock(), bench.version(), machine);
    var shelf = new Shelf(bench.runs(), bench.clock());
    var imports = new ImportModel(bench.home(), bench.version());
    var records = new FolderRecords(bench.runs(), bench.clock());
    var open = new OpenProject(imports, records);
    var inspect = new InspectModel(open, imports, trail);
    var data = new InspectData(trail, shelf, bench.clock());
    var floor = new StateFloor(bench.ledger(), trail, shelf);
    var evaluate = new EvaluateModel(imports, trail, shelf, floor);
    var profile = new RunProfile(profiler, bench.home(), trail, shelf);
    var variants = new VariantRecords(bench.ledger(), trail);
    var plan = new MakePlan(bench.book(), bench.clock(), trail, shelf, variants);
    var export = new ExportBundle(bench, plan, new DrawContract(data), shelf, trail);
    var verify = new VerifyBundle(environment, trail, shelf);
    var review = new ReviewChecklist(bench, new StateObjectives(trail), floor);
    var search = new SearchSettings(profiler, bench.home(), shelf, variants, plan);
    var choose = new ChooseVariant(variants, shelf);
    var sources = new LoadVoyage.Sources(shelf, search, choose, bench.targets());
    var voyage = new LoadVoyage(data, plan, review, sources);
    var govern = new GovernData(data, new KeepBaseline(trail));
    return new Workbench(
        FirstLook.of(bench, open, imports),
        open,
        records,
        new EditProject(),
        new BridgeModel(BridgeModel.Bridge.of(bench, environment), open, trail),
        inspect,
        govern,
        new DataChoices(new DecideColumns(), new EditRules(), new DataRows()),
        evaluate,
        new PredictRows(open, imports),
        new ScoreRows(open, imports, new ScoreRows.Records(trail, shelf, plan), bench.clock()),
        ModelStudy.of(profiler, open, imports),
        new AddGolden(),
        profile,
        StoredRuns.of(profiler, bench),
        new MeasureService(trail, plan, shelf),
        new CompareModels(profiler, open, imports, bench.home()),
        search,
        new UseSettings(variants),
        new TryVariants(profiler, evaluate, variants, shelf),
        choose,
        plan,
        export,
        verify,
        new StateVerification(bench.clock(), bench.version()),
        review,
        new JudgeAgain(plan, review, trail),
        new SignChecklist(bench, review, trail),
        new MoveEvidence(bench.ledger(), shelf),
        new ServeModel(),
        voyage,
        new Ship(inspect, govern, evaluate, profile, plan, export, verify, review, voyage),
        new WriteReport(voyage, bench.clock(), bench.version()),
        new KeepPrices(bench),
        new StartTarget(bench),
        new ExplainFile(),
        new DiffBundles());
  }
}
