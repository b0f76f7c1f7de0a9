using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using RocketMq.Typed.Generators.Tests.Kit;

namespace RocketMq.Typed.Generators.Tests;

public sealed class IncrementalityTests
{
    private const string Orders = """
        using System.Threading.Tasks;
        using RocketMq.Typed;
        [assembly: RocketMqModule("Shop")]
        namespace Shop;
        [RocketContract] public sealed partial record Line([property: Key(0)] string Sku);
        [RocketMessage("orders", Tag = "created")] public sealed partial record Created([property: Key(0)] string Id, [property: Key(1)] Line Line);
        [RocketMessage("orders", Tag = "cancelled")] public sealed partial record Cancelled([property: Key(0)] string Id);
        """;

    private const string Group = """
        using System.Threading.Tasks;
        using RocketMq.Typed;
        namespace Shop;
        [ConsumerGroup("billing")]
        public sealed partial class Billing { public ValueTask HandleAsync(Created created) => default; }
        """;

    private const string Wrong = """
        using RocketMq.Typed;
        namespace Wrong;
        [RocketContract] public sealed record NotPartial(int A);
        [RocketMessage("t", Tag = "x")] public sealed partial record First(int A);
        [RocketMessage("t", Tag = "x")] public sealed partial record Second(int A);
        """;

    private static readonly IncrementalStepRunReason[] Untouched = [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged];

    [Fact]
    public void An_unrelated_file_recomputes_nothing()
    {
        GeneratorRun first = GeneratorRun.Of(Orders, Group, Wrong);

        GeneratorRun second = first.Again(
            first.Input.AddSyntaxTrees(GeneratorRun.Parse("public class Unrelated { public int X; }", "Unrelated.cs"))
        );

        Reasons(second).ShouldAllBe(step => Untouched.Contains(step.Reason));
        OutputReasons(second).ShouldAllBe(reason => reason == IncrementalStepRunReason.Cached);
        StepNames.All.ShouldBe(second.Result.TrackedSteps.Keys.Intersect(StepNames.All), ignoreOrder: true);
    }

    [Fact]
    public void An_edit_above_a_contract_changes_no_model()
    {
        GeneratorRun first = GeneratorRun.Of(Orders, Group);

        GeneratorRun second = Edit(
            first,
            0,
            Orders.Replace("namespace Shop;", "namespace Shop;\n// a comment that moves everything below", StringComparison.Ordinal)
        );

        ReasonsOf(second, StepNames.ContractModels, StepNames.GroupModels, StepNames.ModuleModels, StepNames.Producers)
            .ShouldAllBe(step => Untouched.Contains(step.Reason));
        OutputReasons(second).ShouldAllBe(reason => reason == IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void A_changed_member_changes_its_own_contract_only()
    {
        GeneratorRun first = GeneratorRun.Of(Orders, Group);

        GeneratorRun second = Edit(
            first,
            0,
            Orders.Replace("Cancelled([property: Key(0)] string Id)", "Cancelled([property: Key(0)] int Id)", StringComparison.Ordinal)
        );

        ReasonsOf(second, StepNames.ContractModels).Count(step => step.Reason == IncrementalStepRunReason.Modified).ShouldBe(1);
        ReasonsOf(second, StepNames.GroupModels, StepNames.Producers).ShouldAllBe(step => Untouched.Contains(step.Reason));
        ChangedFiles(first, second).ShouldAllBe(hint => hint.StartsWith("Shop.Cancelled.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_new_contract_adds_its_files_and_its_line_in_the_facade()
    {
        GeneratorRun first = GeneratorRun.Of(Orders, Group);

        GeneratorRun second = Edit(
            first,
            0,
            Orders + "\n[RocketMessage(\"orders\", Tag = \"paid\")] public sealed partial record Paid([property: Key(0)] string Id);"
        );

        ChangedFiles(first, second)
            .ShouldAllBe(hint => hint.StartsWith("Shop.Paid.", StringComparison.Ordinal) || hint == "ShopMessages.g.cs");
        ReasonsOf(second, StepNames.ContractModels).Count(step => step.Reason == IncrementalStepRunReason.New).ShouldBe(1);
    }

    [Fact]
    public void The_order_of_files_does_not_matter()
    {
        GeneratorRun forward = GeneratorRun.Of(Orders, Group);
        GeneratorRun backward = GeneratorRun.Of(Group, Orders);

        backward
            .Files.OrderBy(file => file.Key, StringComparer.Ordinal)
            .ShouldBe(forward.Files.OrderBy(file => file.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void The_culture_of_the_machine_does_not_matter()
    {
        GeneratorRun expected = GeneratorRun.Of(Orders, Group);
        CultureInfo before = CultureInfo.CurrentCulture;
        var foreign = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        foreign.NumberFormat.NegativeSign = "minus";
        CultureInfo.CurrentCulture = foreign;
        try
        {
            GeneratorRun.Of(Orders, Group).Files.ShouldBe(expected.Files, ignoreOrder: true);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Models_keep_no_symbols_or_syntax()
    {
        GeneratorRun run = GeneratorRun.Of(Orders, Group, Wrong);
        IEnumerable<object> outputs = StepNames
            .All.SelectMany(name => run.Result.TrackedSteps[name])
            .SelectMany(step => step.Outputs)
            .Select(output => output.Value);

        outputs
            .SelectMany(output => ModelWalk.ObjectsIn(output))
            .ShouldAllBe(part =>
                !(part is ISymbol || part is SyntaxNode || part is Compilation || part is Location || part is AttributeData)
            );
    }

    [Fact]
    public void The_driver_does_not_hold_on_to_earlier_compilations()
    {
        (WeakReference earlier, GeneratorRun current) = EditTwice();

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        earlier.IsAlive.ShouldBeFalse();
        GC.KeepAlive(current);
    }

    // Not inlined, so that no local of the test keeps the first compilation alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference First, GeneratorRun Last) EditTwice()
    {
        GeneratorRun first = GeneratorRun.Of(Orders, Group, Wrong);
        GeneratorRun second = Edit(first, 2, Wrong + "\n// edited");
        return (new WeakReference(first.Input), Edit(second, 2, Wrong + "\n// edited again"));
    }

    private static GeneratorRun Edit(GeneratorRun run, int file, string text)
    {
        SyntaxTree before = run.Input.SyntaxTrees.ElementAt(file);
        return run.Again(run.Input.ReplaceSyntaxTree(before, GeneratorRun.Parse(text, before.FilePath)));
    }

    private static (string Step, IncrementalStepRunReason Reason)[] Reasons(GeneratorRun run) => ReasonsOf(run, [.. StepNames.All]);

    private static (string Step, IncrementalStepRunReason Reason)[] ReasonsOf(GeneratorRun run, params string[] steps) =>
        [
            .. steps
                .Where(run.Result.TrackedSteps.ContainsKey)
                .SelectMany(name => run.Result.TrackedSteps[name].SelectMany(step => step.Outputs).Select(output => (name, output.Reason))),
        ];

    private static IEnumerable<IncrementalStepRunReason> OutputReasons(GeneratorRun run) =>
        run.Result.TrackedOutputSteps.SelectMany(output => output.Value).SelectMany(step => step.Outputs).Select(output => output.Reason);

    private static IEnumerable<string> ChangedFiles(GeneratorRun first, GeneratorRun second) =>
        second.Files.Where(file => !first.Files.TryGetValue(file.Key, out string? before) || before != file.Value).Select(file => file.Key);
}
