using RocketMq.Architecture.Tests.Kit;

namespace RocketMq.Architecture.Tests;

/// <summary>
/// The public surface of each library is committed as text, so that a change of it is seen in review.
/// Run with <c>ROCKETMQ_UPDATE_PUBLIC_API=1</c> to write the listings anew.
/// </summary>
public sealed class PublicApiTests
{
    private const string UpdateVariable = "ROCKETMQ_UPDATE_PUBLIC_API";

    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "RocketMq.Architecture.Tests", "PublicApi");

    public static TheoryData<string> Libraries => [.. Library.All.Select(library => library.Name)];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_public_surface_is_the_committed_one(string name)
    {
        string file = Path.Combine(Folder, name + ".txt");
        string[] actual = [.. PublicApiListing.Write(Library.All.Single(library => library.Name == name))];
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            Update(file, actual);
            return;
        }

        string[] committed = File.Exists(file) ? File.ReadAllLines(file) : [];
        LineDifference
            .Between(committed, actual)
            .ShouldBeEmpty(
                $"The public surface of {name} differs from {Repository.Relative(file)}. If that is meant, "
                    + $"run these tests with {UpdateVariable}=1 and commit the listing."
            );
    }

    [Fact]
    public void Every_listing_belongs_to_a_library() =>
        Directory
            .EnumerateFiles(Folder)
            .Select(Path.GetFileNameWithoutExtension)
            .ShouldBeSubsetOf(Library.All.Select(library => library.Name));

    private static void Update(string file, string[] lines)
    {
        if (lines.Length > 0)
            File.WriteAllText(file, string.Concat(lines.Select(line => line + "\n")));
        else
            File.Delete(file);
    }
}
