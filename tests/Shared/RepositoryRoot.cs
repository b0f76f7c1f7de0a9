namespace RocketMq.Tests;

/// <summary>The working tree that the test's binary was built in.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = System.IO.Path.GetDirectoryName(folder))
        {
            if (File.Exists(System.IO.Path.Combine(folder, "RocketMq.Typed.sln")))
                return folder;
        }

        throw new InvalidOperationException(
            $"RocketMq.Typed.sln is in no folder above {AppContext.BaseDirectory}: run the tests inside a clone."
        );
    }
}
