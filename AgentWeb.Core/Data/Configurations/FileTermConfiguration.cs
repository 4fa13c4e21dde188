using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentWeb.Core.Data.Configurations;

internal sealed class FileTermConfiguration : IEntityTypeConfiguration<FileTerm>
{
    public void Configure(EntityTypeBuilder<FileTerm> builder)
    {
        builder.HasKey(t => new { t.OwnerId, t.Term, t.FileSeq });
        builder.Property(t => t.Term).ValueGeneratedNever();
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(t => t.FileSeq).OnDelete(DeleteBehavior.Cascade);

        // Deleting a file, or processing it again.
        builder.HasIndex(t => t.FileSeq);
    }
}
