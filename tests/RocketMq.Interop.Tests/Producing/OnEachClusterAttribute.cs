using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace RocketMq.Interop.Tests.Producing;

/// <summary>Runs a theory once on an embedded and once on a real cluster; the latter is reported as skipped when none is named.</summary>
/// <param name="rest">Further arguments of the theory, after the <see cref="ClusterKind"/>.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnEachClusterAttribute(params object[] rest) : DataAttribute
{
    /// <summary>Why the scenario cannot run on the embedded broker.</summary>
    public string? NotOnEmbedded { get; set; }

    /// <summary>Why the scenario cannot run on a real cluster.</summary>
    public string? NotOnReal { get; set; }

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([Row(ClusterKind.Embedded, NotOnEmbedded), Row(ClusterKind.Real, NotOnReal ?? RealCluster.ReasonToSkip)]);

    public override bool SupportsDiscoveryEnumeration() => true;

    private TheoryDataRow Row(ClusterKind kind, string? skip) => new([kind, .. rest]) { Skip = skip };
}
