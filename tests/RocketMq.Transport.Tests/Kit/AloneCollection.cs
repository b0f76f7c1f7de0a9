namespace RocketMq.Transport.Tests.Kit;

/// <summary>Tests that measure the whole process and therefore run while no other test does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
